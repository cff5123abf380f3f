// @ts-check
/** That a code has reached the person reported on: signed here by another reader than the one who made it. */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { handedOverToJson, KIND } from "../crypto/browser/handed-over.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { myKeys, takesOver } from "./noting.js";

takesOver("[data-reached]", async (form) => {
  const { signing } = myKeys();
  const way = form.querySelector("input[name=way]:checked");
  const day = form.querySelector("input[name=day]");
  if (!(way instanceof HTMLInputElement && day instanceof HTMLInputElement) || day.value === "") {
    throw new Refused(word("handed-when"));
  }
  const { tip = "", line = "", asked = "" } = form.dataset;
  const said = { line: unb64(line), tip, hearing: asked, way: way.value, day: day.value };
  const signature = b64(signing.sign(KIND, handedOverToJson(said)));
  return JSON.stringify({ asked, way: said.way, day: said.day, signature });
});
