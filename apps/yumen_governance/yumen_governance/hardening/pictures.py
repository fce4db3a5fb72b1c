"""What a picture tells beside what it shows (place, time, camera, author) is taken out; the picture itself stays as it is.

Only a photo that its camera marked as turned is written anew, turned for good. The framework's own way decodes every
photo to a list of pixels: 1 GB of memory for one of 12 million, and the turn is lost.
"""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

ORIENTATION = 0x0112
AS_TAKEN = (None, 0, 1)
QUALITY = 90
# JPEG: segments of applications (EXIF, XMP, IPTC …) and comments; ICC profiles (2) and Adobe's colours (14) stay
TELLING_SEGMENTS = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xE2, 0xEE}
START_OF_SCAN = 0xDA
TELLING_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
TELLING_RIFF = frozenset({b"EXIF", b"XMP "})
EXIF_AND_XMP = 0b00001100


def without_metadata(content: bytes, extension: str) -> bytes:
	"""Return a picture without what it tells beside what it shows; other files as they are.

	A picture that can't be read is returned as it is.
	"""
	cleaner = {"jpg": _jpeg, "jpeg": _jpeg, "png": _png, "webp": _webp}.get(extension)
	try:
		return cleaner(content) if cleaner else content
	except (ValueError, IndexError, OSError):
		return content


def _jpeg(content: bytes) -> bytes:
	with Image.open(io.BytesIO(content)) as picture:
		if picture.getexif().get(ORIENTATION) in AS_TAKEN:
			return b"".join(_jpeg_parts(content))
		turned, written = ImageOps.exif_transpose(picture), io.BytesIO()
	turned.save(written, "JPEG", quality=QUALITY, icc_profile=picture.info.get("icc_profile"))
	return b"".join(_jpeg_parts(written.getvalue()))


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
	yield content[:2]
	position = 2
	while position < len(content):
		if content[position] != 0xFF:
			raise ValueError(position)
		marker = content[position + 1]
		if marker == START_OF_SCAN:
			yield content[position:]
			return
		end = position + 2 + int.from_bytes(content[position + 2 : position + 4])
		if marker not in TELLING_SEGMENTS:
			yield content[position:end]
		position = end


def _png(content: bytes) -> bytes:
	parts, position = [PNG_HEAD], len(PNG_HEAD)
	while position < len(content):
		end = position + 12 + int.from_bytes(content[position : position + 4])
		if content[position + 4 : position + 8] not in TELLING_CHUNKS:
			parts.append(content[position:end])
		position = end
	return b"".join(parts)


def _webp(content: bytes) -> bytes:
	parts, position = [], 12
	while position < len(content):
		kind, size = (
			content[position : position + 4],
			int.from_bytes(content[position + 4 : position + 8], "little"),
		)
		end = position + 8 + size + size % 2
		chunk = content[position:end]
		if kind == b"VP8X":
			chunk = chunk[:8] + bytes([chunk[8] & ~EXIF_AND_XMP]) + chunk[9:]
		if kind not in TELLING_RIFF:
			parts.append(chunk)
		position = end
	body = b"WEBP" + b"".join(parts)
	return b"RIFF" + len(body).to_bytes(4, "little") + body
