#pragma once

#include "export/session_export.h"

#include <QHash>

namespace pilothouse {

/// The page for people: resources/web/export.html with tokens.css and export.css, filled event by
/// event. A tool call is shown with its result, so its blocks give nothing by themselves.
class ExportPage final : public SessionExport::Format
{
public:
    ExportPage(const SessionRecord &session, BlobReader blobs);
    QByteArray head() override;
    QByteArray event(const Event &event, bool first) override;
    QByteArray tail() override;

private:
    /// A call of the model.
    struct Call
    {
        QString name;
        QString summary;
        QString input; ///< indented JSON
    };

    QString show(const UserMessage &message);
    QString show(const RunStarted &started);
    QString show(const ModelBlock &block);
    QString show(const TurnEnded &turn);
    QString show(const ToolStarted &started);
    QString show(const ToolResult &result);
    QString show(const ApprovalRequested &question);
    QString show(const ApprovalDecided &decision);
    QString show(const StatusChanged &change);
    QString show(const ControlChanged &change);
    QString show(const TitleChanged &change);
    QString show(const ConversationSummarised &summary);
    QString show(const ReplyStopped &reply);
    QString show(const RunEnded &ended);
    QString show(const EgressDenied &denied);
    QString show(const EgressAllowed &allowed);
    QString show(const SettingsChanged &change);
    QString show(const GrantChanged &change);
    QString show(const DesktopGivenUp &given);
    QString show(const Forked &forked);
    QString show(const FilesRestored &restored);

    /// `label` and `body` are HTML; `took` is added to the time.
    QString item(const QString &kind, const QString &label, const QString &body,
                 const QString &took = {}) const;
    QString line(const QString &kind, const QString &text) const;
    QString call(const Call &call, const QString &kind, const QString &outcome,
                 const QString &took = {}) const;
    QString picture(const ImageRef &image);
    QString unanswered();

    const SessionRecord &m_session;
    BlobReader m_blobs;
    QString m_time;                  ///< of the event being shown
    qint64 m_seq = 0;                ///< its number
    QHash<QString, Call> m_calls;    ///< by tool_use id
    QStringList m_order;             ///< of m_calls
    QHash<BlobHash, int> m_pictures; ///< the number of each that is shown
    int m_steps = 0;
    bool m_ended = false;
};

} // namespace pilothouse
