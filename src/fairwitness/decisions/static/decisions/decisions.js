// @ts-check
/** What two people decide: loaded once with the desk, for its pages are swapped in one document. */

import "./find.js";
import "./grade.js";
import "./know.js";
import "./outsider.js";
import "./sealed-finding.js";
import "./sealed-grading.js";
import "./sealed-knowing.js";
import "./sealed-rivals.js";
import "./weigh.js";
