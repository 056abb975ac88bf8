#pragma once

#include "exchange/exchange.h"

#include <QCoroTask>
#include <QObject>

namespace pilothouse {

/// One client that fetches a file: a part is made when the client has taken the one before.
/// Deletes itself when all is sent or the client is gone. Main thread.
class Download : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Download)
public:
    /// The next part; empty: that was all; nothing: it cannot go on. One is asked for at a time. A
    /// task holds what it uses: the download may be gone when it ends.
    using Source = std::function<QCoro::Task<std::optional<QByteArray>>()>;

    /// Begins the answer, as a file to keep: should a browser show it all the same, then without
    /// scripts, requests and our origin. `name` may hold anything. Owns itself.
    static void start(const ExchangePtr &exchange, int status, const QByteArray &contentType,
                      const QString &name, const HttpFields &extraFields, Source source);
    ~Download() override;

private:
    Download(ExchangePtr exchange, Source source);
    QCoro::Task<> goOn();
    void leave();

    ExchangePtr m_exchange;
    Source m_source;
    bool m_isWaiting = false; ///< for a part
};

} // namespace pilothouse
