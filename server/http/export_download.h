#pragma once

#include "door/exchange.h"
#include "http/session_export.h"

#include <QObject>

namespace pilothouse {

/// One client that downloads a session: a part is made when the client has taken the one before.
/// Deletes itself when all is sent or the client is gone. Main thread.
class ExportDownload : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExportDownload)
public:
    /// Begins the answer. Owns itself.
    static void start(const ExchangePtr &exchange, std::unique_ptr<SessionExport> file);
    ~ExportDownload() override;

private:
    ExportDownload(ExchangePtr exchange, std::unique_ptr<SessionExport> file);
    void goOn();
    void end();

    ExchangePtr m_exchange;
    std::unique_ptr<SessionExport> m_file;
};

} // namespace pilothouse
