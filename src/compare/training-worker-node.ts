/** The script of a thread that makes training runs: `training-pool-node.ts` starts it. */

import { nodePort } from "../parallel/node-worker.ts";
import { serve } from "../parallel/serve.ts";
import { trainingMethods } from "./training-task.ts";

serve(trainingMethods, nodePort());
