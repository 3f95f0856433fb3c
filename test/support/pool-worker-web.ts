/** A web worker for tests of pools. */

import { serve } from "../../src/parallel/serve.ts";
import { webPort } from "../../src/parallel/web-worker.ts";
import { poolMethods } from "./pool-methods.ts";

serve(poolMethods, webPort());
