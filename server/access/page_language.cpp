#include "access/page_language.h"

namespace pilothouse {

namespace {

/// One entry of Accept-Language: "de-AT;q=0.8" is German, 0.8.
struct Wish
{
    QByteArray language;
    double weight = 1;
};

Wish parseWish(const QByteArray &entry)
{
    const QByteArrayList parts = entry.split(';');
    Wish wish{parts.constFirst().trimmed().toLower().split('-').constFirst()};
    for (const QByteArray &parameter : parts.sliced(1))
        if (const QByteArray text = parameter.trimmed().toLower(); text.startsWith("q="))
            wish.weight = text.sliced(2).toDouble();
    return wish;
}

} // namespace

QByteArray pageLanguage(const HttpHead &head)
{
    Wish best{"en", 0};
    const QByteArrayList entries = head.value("accept-language").split(',');
    for (const QByteArray &entry : entries) {
        const Wish wish = parseWish(entry);
        if ((wish.language == "en" || wish.language == "de") && wish.weight > best.weight)
            best = wish;
    }
    return best.language;
}

QByteArray inLanguage(QByteArray text, const QByteArray &language)
{
    for (qsizetype start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", start)) {
        const qsizetype size = text.indexOf("}}", start) + 2 - start;
        const QByteArrayList words = text.sliced(start + 2, size - 4).split('|');
        text.replace(start, size, language == "de" ? words.constLast() : words.constFirst());
    }
    return text;
}

HttpFields variesByLanguage()
{
    return {{"vary", "accept-language"}};
}

} // namespace pilothouse
