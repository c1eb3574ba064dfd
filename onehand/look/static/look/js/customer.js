import "./compose.js";
import "./files.js";
