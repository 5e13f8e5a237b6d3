import "./app.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { Dashboard } from "./lib/dashboard.svelte";
import { reloadOnce } from "./lib/reload";
import { here } from "./lib/surroundings";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the dashboard");

const dashboard = new Dashboard(here, reloadOnce);
mount(App, { target, props: { d: dashboard } });
dashboard.start();
