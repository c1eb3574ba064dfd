import "./compose.js";
