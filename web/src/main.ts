import "./app.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { Dashboard } from "./lib/dashboard.svelte";
import { reloadOnce } from "./lib/reload";
import { routeOf } from "./lib/route";
import { here } from "./lib/surroundings";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the dashboard");

const route = routeOf(location.pathname);
if (route.page === "review") {
  const page = import("./components/review/ReviewPage.svelte");
  const { Desk } = await import("./lib/review/desk.svelte");
  const desk = new Desk(route.id);
  void desk.load(); // while the page comes
  mount((await page).default, { target, props: { desk } });
} else if (route.page === "sessions") {
  const { default: SessionsPage } = await import("./components/sessions/SessionsPage.svelte");
  mount(SessionsPage, { target });
} else if (route.page === "compare") {
  const { default: ComparePage } = await import("./components/trends/ComparePage.svelte");
  mount(ComparePage, { target });
} else if (route.page === "trends") {
  const { default: TrendsPage } = await import("./components/trends/TrendsPage.svelte");
  mount(TrendsPage, { target });
} else {
  const dashboard = new Dashboard(here, reloadOnce);
  mount(App, { target, props: { d: dashboard } });
  dashboard.start();
}
