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
  const { default: ReviewPage } = await import("./components/review/ReviewPage.svelte");
  mount(ReviewPage, { target, props: { id: route.id } });
} else if (route.page === "sessions") {
  const { default: SessionsPage } = await import("./components/sessions/SessionsPage.svelte");
  mount(SessionsPage, { target });
} else {
  const dashboard = new Dashboard(here, reloadOnce);
  mount(App, { target, props: { d: dashboard } });
  dashboard.start();
}
