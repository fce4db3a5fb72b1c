"""The receipt that a visitor takes home: a number, and a code of it that tells nothing personal."""

import io

import pyqrcode
from frappe.utils import get_url_to_form
from markupsafe import Markup

REQUEST = "Service Request"
# In modules of the code
QUIET_ZONE = 2
# Half the code may be dirty or creased
CORRECTION = "Q"


def receipt_code(name: str) -> Markup:
	"""Return the code of a request as an SVG picture: it opens the request for whoever signs in and may read it.

	:param name: the number of the request, the only thing that the code holds besides the address of the desk
	"""
	picture = io.BytesIO()
	code = pyqrcode.create(get_url_to_form(REQUEST, name), error=CORRECTION)
	code.svg(picture, xmldecl=False, quiet_zone=QUIET_ZONE, omithw=True)
	return Markup(picture.getvalue().decode())
