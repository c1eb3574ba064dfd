import "./compose.js";
import "./files.js";
import "./fetched.js";
