#include "screen/windows/startup_notices.h"

namespace pilothouse {

namespace {

constexpr qsizetype kLongestMessage = 4096;
constexpr qsizetype kMostSenders = 16;
constexpr qsizetype kMostStarting = 64;

/// The value of ID in "new: NAME=… ID=…"; values may be quoted, with \ before what is special.
QByteArray idIn(const QByteArray &message)
{
    QByteArray word;
    bool isQuoted = false;
    for (qsizetype at = 0; at <= message.size(); ++at) {
        const char each = at < message.size() ? message.at(at) : ' ';
        if (each == ' ' && !isQuoted) {
            if (word.startsWith("ID="))
                return word.mid(3);
            word.clear();
        } else if (each == '\\' && at + 1 < message.size()) {
            word += message.at(++at);
        } else if (each == '"') {
            isQuoted = !isQuoted;
        } else {
            word += each;
        }
    }
    return {};
}

} // namespace

void StartupNotices::take(uint32_t sender, bool begins, const QByteArray &piece)
{
    if (begins && (m_partial.contains(sender) || m_partial.size() < kMostSenders))
        m_partial[sender].clear();
    const auto message = m_partial.find(sender);
    if (message == m_partial.end())
        return;
    const qsizetype end = piece.indexOf('\0');
    *message += piece.left(end < 0 ? piece.size() : end);
    if (end < 0 && message->size() < kLongestMessage)
        return;
    const QByteArray whole = *message;
    m_partial.erase(message);
    if (end >= 0)
        read(whole);
}

void StartupNotices::read(const QByteArray &message)
{
    const QByteArray id = idIn(message);
    if (message.startsWith("new:") && !id.isEmpty() && m_starting.size() < kMostStarting)
        m_starting.insert(id);
    else if (message.startsWith("remove:"))
        m_starting.remove(id);
}

} // namespace pilothouse
