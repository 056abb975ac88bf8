#pragma once

#include "model/messages.h"
#include "store/event.h"

#include <QHash>
#include <QString>

#include <cstdio>

namespace pilothouse {

/// Shows a session's events to a person at a terminal, or one event a line as JSON (the same JSON
/// as the WebSocket). Only writes; knows no session. Main thread.
class TerminalView
{
public:
    enum class Format { Human, Json };
    TerminalView(Format format, std::FILE *out);

    void show(const Event &event);
    void show(const ModelProgress &progress);
    void say(const QString &line);

private:
    void show(const Event &event, const ModelBlock &block);
    void show(const Event &event, const TurnEnded &turn);
    void show(const Event &event, const ToolStarted &started);
    void show(const Event &event, const ToolResult &result);
    void show(const Event &event, const ApprovalRequested &question);
    void show(const Event &event, const ApprovalDecided &decision);
    void show(const Event &event, const TitleChanged &change);
    void show(const Event &event, const ConversationSummarised &summary);
    void show(const Event &event, const ReplyStopped &reply);
    void show(const Event &event, const RunEnded &ended);
    void show(const Event &event, const EgressDenied &denied);
    void show(const Event &event, const EgressAllowed &allowed);
    void show(const Event &event, const SettingsChanged &change);
    void show(const Event &event, const GrantChanged &change);
    void show(const Event &event, const DesktopGivenUp &given);
    void show(const Event &event, const Forked &forked);
    void show(const Event &event, const FilesRestored &restored);
    template <typename Other> void show(const Event &, const Other &) {}

    void write(const QString &text);
    void endStreamedLine();
    QString dim(const QString &text) const;
    QString bold(const QString &text) const;
    QString red(const QString &text) const;

    Format m_format;
    std::FILE *m_out;
    bool m_terminal; // colours, and text as it streams in
    int m_step = 0;
    enum class Kind { None, Text, Thinking };
    Kind m_shown = Kind::None; // the last block of the reply that was shown as it came
    QString m_streamed;        // of the block on its way
};

} // namespace pilothouse
