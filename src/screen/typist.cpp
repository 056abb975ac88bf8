#include "screen/typist.h"

#include "screen/key_names.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kChunk = 64; // keys between two looks at the stop token and the application

Result<QList<xkb_keysym_t>> toKeysyms(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    QList<xkb_keysym_t> keysyms;
    keysyms.reserve(text.size());
    for (const uint character : text.toUcs4()) {
        const xkb_keysym_t keysym = keysymFromCharacter(character);
        if (keysym == XKB_KEY_NoSymbol)
            return fail(Errc::InvalidArgument, u"The control character U+%1 cannot be typed."_s.arg(
                                                   character, 4, 16, QLatin1Char('0')));
        keysyms.append(keysym);
    }
    return keysyms;
}

} // namespace

Result<> Typist::type(const QString &text, const std::stop_token &stop)
{
    const Result<QList<xkb_keysym_t>> keysyms = toKeysyms(text);
    if (!keysyms)
        return fail(keysyms.error());
    m_keyboard.refresh();
    const bool capsLock = m_keyboard.clearCapsLock();
    const Result<> typed = typeAll(*keysyms, stop);
    if (capsLock)
        m_keyboard.setCapsLock();
    m_connection.sync();
    return typed;
}

/// Takes as much text as fits the pool, and binds all that is missing at once. Returns its end.
Result<qsizetype> Typist::bindRun(const QList<xkb_keysym_t> &keysyms, qsizetype from,
                                  const std::stop_token &stop)
{
    QSet<xkb_keysym_t> unusual;
    qsizetype end = from;
    for (; end < keysyms.size(); ++end) {
        const xkb_keysym_t keysym = keysyms[end];
        if (m_keyboard.native(keysym) || unusual.contains(keysym))
            continue;
        if (unusual.size() == m_keyboard.poolCapacity())
            break;
        unusual.insert(keysym);
    }
    if (const Result<> bound = m_keyboard.bind(unusual, stop); !bound)
        return fail(bound.error());
    return end;
}

Result<> Typist::typeAll(const QList<xkb_keysym_t> &keysyms, const std::stop_token &stop)
{
    qsizetype next = 0;
    while (next < keysyms.size()) {
        const Result<qsizetype> end = bindRun(keysyms, next, stop);
        if (!end)
            return fail(end.error());
        for (qsizetype inChunk = 0; next < *end; ++next, ++inChunk) {
            if (inChunk % kChunk == 0) {
                if (stop.stop_requested())
                    return fail(Errc::Stopped, u"Stopped while typing."_s);
                if (inChunk > 0) { // flow control: do not run far ahead of the application
                    m_connection.sync();
                    m_barrier.activeWindow(stop);
                }
            }
            m_keyboard.tap(keysyms[next]);
        }
        m_connection.sync();
    }
    return {};
}

} // namespace pilothouse
