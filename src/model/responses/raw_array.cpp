#include "model/responses/raw_array.h"

namespace pilothouse {

QByteArrayList rawElements(const QByteArray &json)
{
    QByteArrayList elements;
    const QByteArray text = json.trimmed();
    if (!text.startsWith('['))
        return elements;
    qsizetype begin = 1;
    int depth = 0;
    bool isInString = false;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const char sign = text.at(i);
        if (isInString) {
            i += sign == '\\' ? 1 : 0;
            isInString = sign != '"';
            continue;
        }
        isInString = sign == '"';
        const bool ends = depth == 0 && (sign == ',' || sign == ']');
        if (ends) {
            if (const QByteArray element = text.mid(begin, i - begin).trimmed(); !element.isEmpty())
                elements.append(element);
            begin = i + 1;
        }
        depth += sign == '{' || sign == '[' ? 1 : sign == '}' || sign == ']' ? -1 : 0;
    }
    return elements;
}

} // namespace pilothouse
