/** The script of a web worker that makes training runs: `training-pool-web.ts` starts it. */

import { serve } from "../parallel/serve.ts";
import { webPort } from "../parallel/web-worker.ts";
import { trainingMethods } from "./training-task.ts";

serve(trainingMethods, webPort());
