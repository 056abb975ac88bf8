#include "qml/vnc/desktop_clipboard.h"

#include "qml/vnc/rfb_clipboard.h"

#include <QClipboard>

namespace pilothouse {

DesktopClipboard::DesktopClipboard(QClipboard &clipboard) : m_clipboard(clipboard)
{
    connect(&clipboard, &QClipboard::dataChanged, this, [this] { m_isNews = !m_isTaking; });
}

QByteArray DesktopClipboard::before(const QKeyEvent &key)
{
    const auto modifiers = key.modifiers();
    const bool pastes = (key.key() == Qt::Key_V && modifiers.testFlag(Qt::ControlModifier)) ||
                        (key.key() == Qt::Key_Insert && modifiers.testFlag(Qt::ShiftModifier)) ||
                        key.key() == Qt::Key_Paste;
    return pastes ? handOver() : QByteArray();
}

void DesktopClipboard::begin()
{
    m_isNews = true;
    m_given.clear();
}

QByteArray DesktopClipboard::handOver()
{
    if (!std::exchange(m_isNews, false))
        return {};
    m_given = m_clipboard.text();
    return m_given.isEmpty() ? QByteArray() : RfbClipboard::provide(m_given);
}

QByteArray DesktopClipboard::hear(const QByteArray &message, bool mayTake)
{
    const RfbClipboard::Said said = RfbClipboard::read(message);
    if (!mayTake)
        return {};
    if (said.isOffer) // newer than ours
        m_isNews = false;
    if (said.text) {
        m_isTaking = true;
        m_clipboard.setText(*said.text);
        m_isTaking = false;
        m_isNews = false;
    }
    if (said.isRequest) // not for what was copied here since
        return m_given.isEmpty() ? QByteArray() : RfbClipboard::provide(m_given);
    return said.answer;
}

} // namespace pilothouse
