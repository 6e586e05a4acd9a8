// The map panel: the places around the active person, their phone among them, and what it shares.

import { clockTime, el, label } from "./dom.js";
import { act, now, on, person, placePhone, region, state } from "./store.js";
import * as L from "./vendor/leaflet/leaflet-src.esm.js";
import { speaks, word } from "./words.js";

const AWAY = 400; // metres from the border of a place, for a point that is clearly outside
const OFTEN = 700; // milliseconds between two moves of a live location that is being dragged
const ARROWS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const PERIODS = { 900: "mapQuarter", 3600: "mapHour", 28800: "mapHours" };
const NAME = { direction: "bottom", permanent: true, opacity: 1 };
const VIEW = { paddingTopLeft: [54, 30], paddingBottomRight: [30, 54], maxZoom: 17, animate: false };

export const mountMap = (element) => new Panel(element);

class Panel {
  ahead = new Map(); // key of a chat -> where the page has put its phone, until the server has taken it
  last = Promise.resolve(); // what was sent last
  dragSent = 0;
  fitted = null;

  constructor(element) {
    const sight = el("div", { class: "map-sight", role: "application", "data-name": "mapKeys" });
    this.element = element;
    element.classList.add("map-panel");
    element.append(sight, ...this.controls());
    this.draft(sight);
    for (const part of ["places", "people", "open", "words"]) on(part, () => this.furnish());
    on("world", () => this.lay());
    for (const part of ["chat", "clock"]) on(part, () => this.draw());
    this.lay();
    this.furnish();
  }

  draft(sight) {
    const icon = L.divIcon({ className: "map-person", iconSize: [44, 44] });
    this.map = L.map(sight, { zoomControl: false, fadeAnimation: false, maxZoom: 18 });
    this.map.setView([-2, 118], 5).on("zoomend", () => this.declutter()).attributionControl.setPrefix(false);
    const zoom = L.control.zoom({ zoomInTitle: "", zoomOutTitle: "" }).addTo(this.map).getContainer();
    [...zoom.children].forEach((each, index) => (each.dataset.name = ["mapIn", "mapOut"][index]));
    L.control.scale({ imperial: false }).addTo(this.map);
    this.places = L.layerGroup().addTo(this.map);
    this.others = L.layerGroup().addTo(this.map);
    this.circle = L.circle([0, 0], { radius: 0, className: "map-accuracy" });
    this.marker = L.marker([0, 0], { icon, draggable: true, autoPan: true, pane: "popupPane" });
    this.marker.on("drag", () => this.drag()).on("dragend", () => this.move(this.here()));
    this.marker.on("add", ({ target }) => (target.getElement().onkeydown = (event) => this.step(event)));
    new ResizeObserver(() => this.map.invalidateSize({ pan: false }) && this.draw()).observe(sight);
  }

  controls() {
    const button = (key, onclick) => el("button", { type: "button", "data-word": key, onclick });
    const field = (key, control) =>
      el("div", { class: "map-field" }, el("label", { for: control.id, "data-word": key }), control);
    const periods = Object.entries(PERIODS).map(([value, key]) => el("option", { value, "data-word": key }));
    const metres = { type: "number", min: 0, max: 1500, step: "any", onchange: () => this.tune() };
    this.told = el("p", { class: "map-told", "aria-live": "polite" });
    this.go = el("select", { id: "map-go", onchange: () => this.jump() });
    this.accuracy = el("input", { id: "map-accuracy", ...metres });
    this.period = el("select", { id: "map-period" }, ...periods);
    this.share = button("mapLive", () => this.send("live", { period: Number(this.period.value) }));
    this.stop = button("mapStop", () => this.send("stop"));
    this.form = el("fieldset", { class: "map-form" }, field("mapGo", this.go));
    this.form.append(field("mapAccuracy", this.accuracy), field("mapPeriod", this.period));
    this.form.append(this.share, this.stop, button("mapPin", () => this.send("pin")));
    this.until = el("p", { class: "map-note" });
    return [this.told, el("p", { class: "map-note", "data-word": "mapHint" }), this.form, this.until];
  }

  /** The ground below it all: the tiles of the setting, else paper, so that one sees it move. */
  lay() {
    const { tiles } = state.world;
    this.ground?.remove();
    this.ground = tiles ? L.tileLayer(tiles.url, { attribution: tiles.credit }) : L.gridLayer();
    if (!tiles) this.ground.createTile = () => el("div", { class: "map-paper" });
    this.ground.addTo(this.map);
  }

  /** Whatever no movement changes: labels, places, and where one may jump to. */
  furnish() {
    label(this.element);
    this.accuracy.placeholder = word("mapUntold");
    this.me = person(state.active);
    const near = state.places.filter((place) => place.region === this.me?.region);
    this.own = near.filter((place) => place.office === this.me.office);
    this.rest = near.filter((place) => place.office !== this.me.office);
    this.places.clearLayers();
    for (const place of this.own) this.drawPlace(place, "own");
    for (const place of this.rest) this.drawPlace(place, "rest");
    this.go.replaceChildren(el("option", { value: "", hidden: true }, word("mapChoose")), ...this.goals());
    this.draw();
  }

  drawPlace({ ring, name }, whose) {
    const outline = L.polygon(ring, { smoothFactor: 0, className: `map-place ${whose}` });
    const south = [outline.getBounds().getSouth(), outline.getBounds().getCenter().lng];
    const look = { ...NAME, className: `map-name ${whose}`, content: el("span", {}, name) };
    this.places.addLayer(outline).addLayer(L.tooltip(south, look));
  }

  goals() {
    const option = (name, { lat, lon }) => el("option", { value: `${lat},${lon}` }, name);
    const inside = ({ name, centre: [lat, lon] }) => option(name, { lat, lon });
    const outside = ({ name, centre: [lat], ring }) => {
      const border = { lat, lon: Math.min(...ring.map((corner) => corner[1])) };
      return option(word("mapAway", { name, metres: AWAY }), moved(border, -AWAY, 0));
    };
    return [...this.own.flatMap((place) => [inside(place), outside(place)]), ...this.rest.map(inside)];
  }

  here() {
    return this.ahead.get(state.active) ?? state.chats.get(state.active)?.at;
  }

  draw() {
    const here = this.me && this.here();
    for (const layer of [this.marker, this.circle]) here ? layer.addTo(this.map) : layer.remove();
    const told = here ? this.verdict(here) : word("mapNobody");
    this.form.disabled = !here;
    if (this.told.textContent !== told) this.told.textContent = told; // else it is read out again
    this.drawLive(here ? state.chats.get(state.active).live : null);
    this.drawOthers();
    if (here) this.drawPhone(here);
    this.declutter();
  }

  drawPhone(here) {
    this.marker.setLatLng(here);
    this.marker.getElement().setAttribute("aria-label", word("mapPerson", this.me));
    this.marker.getElement().classList.toggle("live", !this.stop.hidden);
    this.circle.setLatLng(here).setRadius(here.accuracy ?? 0);
    this.fit(here);
    if (this.form.contains(document.activeElement)) return;
    this.accuracy.value = here.accuracy ?? "";
    this.go.value = `${here.lat},${here.lon}`;
    if (!this.go.value) this.go.value = "";
  }

  drawLive(live) {
    const [was, home] = [document.activeElement, region(this.me?.region)];
    this.stop.hidden = !live || live.until <= now();
    this.share.hidden = !this.stop.hidden;
    if (was.hidden) (this.share.hidden ? this.stop : this.share).focus();
    const gaps = live && { time: clockTime(live.until, home), zone: home.zone };
    this.until.textContent = this.stop.hidden ? "" : word("mapUntil", gaps);
  }

  drawOthers() {
    const look = { ...NAME, className: "map-name other", direction: "top", offset: [0, -8] };
    this.others.clearLayers();
    for (const key of state.open.filter((each) => each !== state.active && state.chats.has(each))) {
      const dot = L.circleMarker(state.chats.get(key).at, { radius: 6, className: "map-other" });
      this.others.addLayer(dot.bindTooltip(el("span", {}, person(key)?.name ?? ""), look));
    }
  }

  verdict(here) {
    const ways = this.own.map(({ ring, name }) => [beyond(ring, here), name]);
    if (!ways.length) return word("mapNoPlace", this.me);
    const [metres, place] = ways.sort(([one], [other]) => one - other)[0];
    return word(metres ? "mapOutside" : "mapInside", { name: this.me.name, place, far: inWords(metres) });
  }

  /** Once for each chat, as soon as the panel has a size: the own places and the person. */
  fit(here) {
    const rings = (this.own.length ? this.own : this.rest).map((place) => place.ring);
    if (this.fitted === state.active || !rings.length || !this.map.getSize().x) return;
    this.map.fitBounds([...rings.flat(), here], VIEW);
    this.fitted = state.active;
  }

  /** Of names that would cover each other the first stays: the own places come before the rest. */
  declutter() {
    const kept = [];
    for (const name of this.element.querySelectorAll(".map-name")) {
      const { left, right, top, bottom } = name.getBoundingClientRect();
      const meets = (box) => left < box.right && box.left < right && top < box.bottom && box.top < bottom;
      name.classList.toggle("covered", kept.some(meets));
      if (!kept.some(meets)) kept.push({ left, right, top, bottom });
    }
  }

  /** One after the other: what is shared is the place where the phone was put before. */
  send(verb, body, key = state.active) {
    this.last = this.last.then(() => act(key, verb, body));
    return this.last;
  }

  async move(spot, key = state.active) {
    this.ahead.set(key, spot);
    this.draw();
    const { lat, lon, accuracy } = spot;
    const taken = await this.send("move", { lat, lon, accuracy }, key);
    if (taken) placePhone(key, { lat, lon, accuracy, moves: taken.moves });
    if (this.ahead.get(key) === spot) this.ahead.delete(key);
    this.draw();
  }

  drag() {
    const { lat, lng: lon } = this.marker.getLatLng();
    this.ahead.set(state.active, { ...this.here(), lat, lon });
    this.draw();
    if (this.stop.hidden || performance.now() - this.dragSent < OFTEN) return;
    this.dragSent = performance.now();
    this.move(this.here());
  }

  step(event) {
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    this.put(moved(this.here(), ...ARROWS[event.key].map((way) => way * (event.shiftKey ? 50 : 10))));
  }

  put(spot) {
    this.move({ ...this.here(), ...spot });
    this.map.panInside(this.here(), { padding: [40, 40] });
  }

  jump() {
    const [lat, lon] = this.go.value.split(",").map(Number);
    this.put({ lat, lon });
  }

  tune() {
    const { value } = this.accuracy;
    if (this.accuracy.reportValidity()) this.put({ accuracy: value === "" ? null : Number(value) });
  }
}

function inWords(metres) {
  const [amount, unit] = metres > 999 ? [metres / 1000, "km"] : [Math.max(1, Math.round(metres)), "m"];
  return `${amount.toLocaleString(speaks(), { maximumFractionDigits: 1 })} ${unit}`;
}

/** Metres of one degree to the [east, north]; between Sabang and Rote true to 0.1 % of WGS84. */
const degree = (lat) => [111_320 * Math.cos((lat * Math.PI) / 180), 110_590];

function moved({ lat, lon, ...rest }, metresEast, metresNorth) {
  const [east, north] = degree(lat);
  return { ...rest, lat: lat + metresNorth / north, lon: lon + metresEast / east };
}

/** Metres still to go to the border that `ring` is; 0 inside. */
function beyond(ring, { lat, lon }) {
  const [east, north] = degree(lat);
  const flat = ring.map((corner) => L.point((corner[1] - lon) * east, (corner[0] - lat) * north));
  const sides = flat.map((end, index) => [flat.at(index - 1), end]);
  if (sides.filter(crossed).length % 2) return 0;
  return Math.min(...sides.map((side) => L.LineUtil.pointToSegmentDistance(L.point(0, 0), ...side)));
}

/** Whether one who walks from the origin to the east crosses the side. */
const crossed = ([one, other]) =>
  one.y > 0 !== other.y > 0 && one.x - (one.y * (other.x - one.x)) / (other.y - one.y) > 0;
