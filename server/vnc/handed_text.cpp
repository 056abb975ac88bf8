#include "vnc/handed_text.h"

#include "core/log.h"

#include <utility>

namespace pilothouse {

void HandedText::put(Screen &screen, const QString &text, std::shared_ptr<void> settling,
                     QObject &wheel, const Clock &clock)
{
    const QPointer<HandedText> self = new HandedText(wheel, clock);
    self->m_task.launch(
        [self, &screen, text, settling = std::move(settling)](std::stop_token stop) mutable {
            return run(self, screen, text, std::move(settling), std::move(stop));
        });
}

HandedText::HandedText(QObject &wheel, const Clock &clock) : QObject(&wheel), m_patience(clock)
{
    connect(&m_patience, &Alarm::rang, this, [this] { m_task.stop(); });
    constexpr std::chrono::milliseconds patience{2'000}; // as for a fence
    m_patience.start(patience);
}

QCoro::Task<> HandedText::run(QPointer<HandedText> self, Screen &screen, QString text,
                              std::shared_ptr<void> settling, std::stop_token stop)
{
    const Result<> put = co_await screen.setClipboard(std::move(text), std::move(stop));
    if (!put)
        qCWarning(logHttp) << "a text did not reach the clipboard:" << put.error().message;
    settling.reset();
    if (self)
        self->deleteLater();
}

} // namespace pilothouse

#include "moc_handed_text.cpp"
