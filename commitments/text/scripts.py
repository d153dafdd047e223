"""What a script asks of a text: whether it sets spaces, needs joiners, runs from right to left.

Ranges of code points for use within the brackets of a regular expression, after the blocks of Unicode 16. A block
holds the marks and digits of its script as well, which Unicode's own property calls inherited or common.
"""

from __future__ import annotations

SOUTH_EAST_ASIAN = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\U000116d0-\U000116ff"  # Burmese, Shan, Mon and others
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\u1950-\u19df\u1a20-\u1aaf\uaa80-\uaadf"  # Tai Le, New Tai Lue, Tai Tham, Tai Viet
    "\u1b00-\u1b7f\ua980-\ua9df"  # Balinese, Javanese
)
"""Written without spaces between the words; a zero width space (U+200B) says where a line may break"""
EAST_ASIAN = (
    "\u2e80-\u303f\u3041-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua000-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
"""Chinese, Japanese and Yi: a line may break between any two of their characters. Korean sets spaces"""
TIBETAN = "\u0f00-\u0fff"
"""Its syllables, in Dzongkha too, are set apart by a mark (tsheg) and not by spaces"""
WITHOUT_SPACES = SOUTH_EAST_ASIAN + EAST_ASIAN + TIBETAN
"""Scripts that set no spaces between words"""

RIGHT_TO_LEFT = (
    "\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"  # not U+061C
)
"""Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and others"""
INDIC = (
    "\u0900-\u0dff\ua830-\ua83f\ua8e0-\ua8ff\uaae0-\uaaff\uabc0-\uabff\u1c00-\u1c4f\u1cd0-\u1cff\U00011000-\U00011fff"
)
"""Devanagari to Sinhala, with their extensions, and the scripts of the same kind beyond the first plane"""
MONGOLIAN = "\u1800-\u18af"
JOINED = RIGHT_TO_LEFT + INDIC + SOUTH_EAST_ASIAN + MONGOLIAN + "\ua840-\ua87f"
"""Scripts in which a joiner (U+200D) or non-joiner (U+200C) tells words or letters apart"""
STACKED = INDIC + SOUTH_EAST_ASIAN + TIBETAN
"""Scripts whose syllables are built of marks: “လျှို့” in Burmese has five on one letter"""
