import { render } from "preact";

render(<h1>wellfit lab</h1>, document.querySelector("#lab") as HTMLElement);
