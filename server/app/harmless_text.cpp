#include "app/harmless_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString harmless(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    for (QChar &each : text) {
        const char16_t code = each.unicode();
        if (code < 0x20 && code != u'\n' && code != u'\t')
            each = QChar(0x2400 + code); // a picture of it
        else if (code >= 0x7f && code < 0xa0)
            each = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace pilothouse
