"""A paragraph in every script that is shipped, as somebody might write it in a review, for printing and reading back."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from reviewapp.domain.review import ReviewContent
from tests.report import samples


class Sample(NamedTuple):
    """A text with the name of its script and the language it is written in."""

    script: str
    language: str
    text: str


SAMPLES = (
    Sample("Latin, English", "en", "The contract was read twice by two people who had not written it, and the release waited."),
    Sample("Latin, German", "de", "Die Qualitätssicherungsmaßnahmenbeschreibung wurde rechtzeitig fertiggestellt und gründlich geprüft."),
    Sample("Latin, Vietnamese", "vi", "Cô ấy đã đọc lại hợp đồng hai lần trước khi phát hành và báo cho cả nhóm biết."),
    Sample("Latin, Hausa", "ha", "Ƙwararriyar ta duba kwangilar sau biyu kafin a ɗauki mataki, kuma ta faɗi abin da ta gani."),
    Sample("Greek", "el", "Διάβασε τη σύμβαση δύο φορές πριν από την έκδοση και ενημέρωσε την ομάδα για το λάθος."),
    Sample("Cyrillic", "ru", "Она дважды перечитала договор до выпуска и сразу сообщила команде о найденной ошибке."),
    Sample("Arabic", "ar", "راجعت العقد الموقّع مع الفريق قبل الإصدار ولاحظت فرقًا في المجموع ثم أوقفت العمل حتى اتضح السبب"),
    Sample("Arabic with vowels", "ar", "رَاجَعَتِ العَقْدَ مَعَ الفَرِيقِ ثُمَّ أَوْقَفَتِ العَمَل"),
    Sample("Persian", "fa", "او قرارداد را پیش از انتشار بررسی کرد و به گروه گفت که جمع درست نیست و می‌خواست مطمئن شود"),
    Sample("Urdu", "ur", "اس نے معاہدہ دوبارہ پڑھا اور ٹیم کو بتایا کہ مجموعہ درست نہیں ہے"),
    Sample("Hebrew", "he", "היא בדקה את החוזה עם הצוות לפני ההשקה ועצרה את העבודה עד שהתבררה הסיבה"),
    Sample("Hebrew with points", "he", "הִיא בָּדְקָה אֶת הַחוֹזֶה לִפְנֵי הַהַשָּׁקָה"),
    Sample("Devanagari", "hi", "उसने अनुबंध की स्थिति दो बार पढ़ी और टीम को बताया कि परीक्षण अभी पूरा नहीं हुआ है।"),
    Sample("Bengali", "bn", "তিনি প্রকাশের আগে চুক্তিটি দুবার পড়েছেন এবং দলকে ভুলটির কথা জানিয়েছেন।"),
    Sample("Gurmukhi", "pa", "ਉਸਨੇ ਇਕਰਾਰਨਾਮਾ ਦੋ ਵਾਰ ਪੜ੍ਹਿਆ ਅਤੇ ਟੀਮ ਨੂੰ ਗਲਤੀ ਬਾਰੇ ਦੱਸਿਆ।"),
    Sample("Gujarati", "gu", "તેણીએ કરાર બે વાર વાંચ્યો અને ટીમને ભૂલ વિશે જણાવ્યું."),
    Sample("Oriya", "or", "ସେ ଚୁକ୍ତିକୁ ଦୁଇଥର ପଢ଼ିଲେ ଏବଂ ଦଳକୁ ଭୁଲ ବିଷୟରେ ଜଣାଇଲେ।"),
    Sample("Tamil", "ta", "அவர் ஒப்பந்தத்தை இருமுறை படித்து குழுவிடம் பிழையைச் சொன்னார்."),
    Sample("Telugu", "te", "ఆమె ఒప్పందాన్ని రెండుసార్లు చదివి బృందానికి తప్పు గురించి చెప్పింది."),
    Sample("Kannada", "kn", "ಅವಳು ಒಪ್ಪಂದವನ್ನು ಎರಡು ಬಾರಿ ಓದಿ ತಂಡಕ್ಕೆ ತಪ್ಪನ್ನು ತಿಳಿಸಿದಳು."),
    Sample("Malayalam", "ml", "അവൾ കരാർ രണ്ടുതവണ വായിച്ച് സംഘത്തോട് തെറ്റ് പറഞ്ഞു."),
    Sample("Sinhala", "si", "ඇය ගිවිසුම දෙවරක් කියවා කණ්ඩායමට වරද ගැන පැවසුවාය."),
    Sample("Thai", "th", "เธออ่านสัญญาสองครั้ง ก่อนเผยแพร่ และบอกทีมว่ายอดรวมไม่ตรงกัน"),
    Sample("Lao", "lo", "ນາງໄດ້ອ່ານສັນຍາສອງຄັ້ງ ກ່ອນເຜີຍແຜ່ ແລະບອກທີມງານ"),
    Sample("Khmer", "km", "នាងបានអានកិច្ចសន្យាពីរដង មុនពេលចេញផ្សាយ ហើយប្រាប់ក្រុមអំពីកំហុស"),
    Sample("Myanmar", "my", "သူမသည် စာချုပ်ကို နှစ်ကြိမ် ဖတ်ပြီး အဖွဲ့အား အမှားကို ပြောခဲ့သည်။"),
    Sample("Ethiopic", "am", "ውሉን ሁለት ጊዜ አንብባ ስህተቱን ለቡድኑ ነገረች።"),
    Sample("Georgian", "ka", "მან ხელშეკრულება ორჯერ წაიკითხა და გუნდს შეცდომის შესახებ უთხრა."),
    Sample("Armenian", "hy", "Նա պայմանագիրը երկու անգամ կարդաց և թիմին պատմեց սխալի մասին։"),
    Sample("Signs and emoji", "en", "Done ✓ and → next ≥ 3, then ★ 🎉 ok 👍🏽 and ☐ open"),
)

# Texts in which both directions meet. Readers guess the order of what stands between them from positions alone.
MIXED = (
    Sample("Hebrew with figures and Latin", "he", "היא בדקה את גרסה 2.1 של החוזה (עם הצוות) לפני ההשקה, ועצרה את API v3 בזמן."),
    Sample("Arabic with figures and marks", "ar", "راجعت العقد (رقم 123) مع الفريق قبل الإصدار، ثم كتبت إلى Jonas في 2026 عن الفرق."),
    Sample("English with a Hebrew quotation", "en", "The team said \"ההשקה היום\" and then it waited for the second reading."),
)

TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c"), " ")  # how poppler says which way it read


def canonical(text: str) -> str:
    """The text on one line, marks of one letter in their canonical order."""
    return unicodedata.normalize("NFC", " ".join(text.translate(TURNS).split()))


def words_of(text: str) -> set[str]:
    """Its words, without the signs around them."""
    bare = "".join(" " if unicodedata.category(sign).startswith("P") else sign for sign in canonical(text))
    return set(bare.split())


def in_all_scripts() -> ReviewContent:
    """A draft on a mirrored page with every text of this module in it."""
    return samples.draft(language="he", texts={"summary": "\n\n".join(sample.text for sample in (*SAMPLES, *MIXED))})
