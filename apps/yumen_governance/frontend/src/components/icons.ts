/** The signs that the pages use, from Lucide; names with a capital are those that Portal Category offers. */
import angry from "lucide-static/icons/angry.svg?raw";
import buildingTwo from "lucide-static/icons/building-2.svg?raw";
import calendarCheck from "lucide-static/icons/calendar-check.svg?raw";
import calendarClock from "lucide-static/icons/calendar-clock.svg?raw";
import camera from "lucide-static/icons/camera.svg?raw";
import chartColumn from "lucide-static/icons/chart-column.svg?raw";
import circleCheck from "lucide-static/icons/circle-check.svg?raw";
import circlePlus from "lucide-static/icons/circle-plus.svg?raw";
import clipboardList from "lucide-static/icons/clipboard-list.svg?raw";
import construction from "lucide-static/icons/construction.svg?raw";
import droplets from "lucide-static/icons/droplets.svg?raw";
import ellipsis from "lucide-static/icons/ellipsis.svg?raw";
import flame from "lucide-static/icons/flame.svg?raw";
import footprints from "lucide-static/icons/footprints.svg?raw";
import frown from "lucide-static/icons/frown.svg?raw";
import fuel from "lucide-static/icons/fuel.svg?raw";
import hardHat from "lucide-static/icons/hard-hat.svg?raw";
import keyRound from "lucide-static/icons/key-round.svg?raw";
import bookOpen from "lucide-static/icons/book-open.svg?raw";
import heartHandshake from "lucide-static/icons/heart-handshake.svg?raw";
import siren from "lucide-static/icons/siren.svg?raw";
import image from "lucide-static/icons/image.svg?raw";
import locate from "lucide-static/icons/locate.svg?raw";
import lamp from "lucide-static/icons/lamp.svg?raw";
import landmark from "lucide-static/icons/landmark.svg?raw";
import laugh from "lucide-static/icons/laugh.svg?raw";
import lightbulb from "lucide-static/icons/lightbulb.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import mapPin from "lucide-static/icons/map-pin.svg?raw";
import map from "lucide-static/icons/map.svg?raw";
import megaphone from "lucide-static/icons/megaphone.svg?raw";
import meh from "lucide-static/icons/meh.svg?raw";
import refresh from "lucide-static/icons/refresh-cw.svg?raw";
import scanLine from "lucide-static/icons/scan-line.svg?raw";
import house from "lucide-static/icons/house.svg?raw";
import scale from "lucide-static/icons/scale.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import send from "lucide-static/icons/send.svg?raw";
import shield from "lucide-static/icons/shield.svg?raw";
import signpost from "lucide-static/icons/signpost.svg?raw";
import smile from "lucide-static/icons/smile.svg?raw";
import squarePen from "lucide-static/icons/square-pen.svg?raw";
import trafficCone from "lucide-static/icons/traffic-cone.svg?raw";
import trashTwo from "lucide-static/icons/trash-2.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import utensils from "lucide-static/icons/utensils.svg?raw";
import volumeTwo from "lucide-static/icons/volume-2.svg?raw";

const ICONS: Record<string, string> = {
	Rubbish: trashTwo,
	Lamp: lamp,
	Road: construction,
	Noise: volumeTwo,
	Water: droplets,
	Building: buildingTwo,
	Neighbours: users,
	"Hard Hat": hardHat,
	Fire: flame,
	Gas: fuel,
	Traffic: trafficCone,
	Food: utensils,
	Shield: shield,
	Idea: lightbulb,
	Scales: scale,
	Pencil: squarePen,
	Book: bookOpen,
	Care: heartHandshake,
	Siren: siren,
	image: image,
	locate: locate,
	Landmark: landmark,
	booking: calendarClock,
	camera: camera,
	search: search,
	megaphone: megaphone,
	landmark: landmark,
	chart: chartColumn,
	signpost: signpost,
	laugh: laugh,
	smile: smile,
	meh: meh,
	frown: frown,
	angry: angry,
	pin: mapPin,
	map: map,
	lock: lock,
	done: circleCheck,
	scan: scanLine,
	home: house,
	today: calendarCheck,
	events: clipboardList,
	report: circlePlus,
	visits: footprints,
	more: ellipsis,
	send: send,
	refresh: refresh,
	"sign out": logOut,
	key: keyRound,
};

/** The drawing of a sign, without its frame; a pencil for a name that there is not. */
export function drawing(name: string): string {
	const svg = ICONS[name] ?? ICONS.Pencil;
	return svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
}
