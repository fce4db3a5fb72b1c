"""The public's pages on an old phone with a poor network, as Lighthouse would look at them: when there is something to read, and whether it stays."""

import pytest

from tests.browser.phone import Phone

# A phone of the lower class: its processor four times slower, its network that of a weak 4G signal
SLOWDOWN = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
# Milliseconds, a share of the screen, bytes on their way, requests
LARGEST_PAINT, SHIFT, BYTES, REQUESTS = 5_000, 0.1, 450_000, 40
WATCH = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver((list) => {
	for (const entry of list.getEntries()) window.seen.paint = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
	for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def phone(chromium, address):
	opened = Phone(chromium, address)
	network = opened.page.context.new_cdp_session(opened.page)
	network.send("Network.enable")
	network.send("Network.emulateNetworkConditions", NETWORK)
	network.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
	opened.arrived = []
	network.on("Network.loadingFinished", lambda event: opened.arrived.append(event["encodedDataLength"]))
	opened.page.add_init_script(WATCH)
	yield opened
	opened.close()


@pytest.mark.parametrize(
	"path", ("/portal", "/portal/report", "/portal/track", "/portal/hall", "/portal/notices")
)
def test_page_is_there_soon_and_stays_where_it_is(phone, path):
	phone.open(path)
	phone.page.wait_for_timeout(500)
	seen = phone.page.evaluate("window.seen")
	assert seen["paint"] <= LARGEST_PAINT, seen
	assert seen["shift"] <= SHIFT, seen
	assert sum(phone.arrived) <= BYTES, sum(phone.arrived)
	assert len(phone.arrived) <= REQUESTS, len(phone.arrived)
