#pragma once

#include "store/event.h"
#include "model/messages.h"

#include <functional>

namespace pilothouse {

/// A run as one text, for clients of OpenAI's interface, which know nothing else: what the model
/// says, its steps as short lines, pictures as links, a question as a line with a link. What its
/// pieces say adds up to the text. Pure.
class Narration
{
public:
    /// The address of a picture; and where people answer questions.
    using PictureLink = std::function<QString(const BlobHash &)>;
    Narration(PictureLink pictureLink, QString page);

    /// The next piece; empty: nothing is to be said.
    QString take(const Event &event);
    QString take(const ModelProgress &step);

    const QString &text() const { return m_text; }
    /// Of the run so far.
    const Usage &usage() const { return m_usage; }
    /// Once the run has ended.
    const std::optional<RunEnded> &end() const { return m_end; }

private:
    template <typename Other> void on(const Other &) {}
    void on(const ModelBlock &block);
    void on(const TurnEnded &turn);
    void on(const ReplyStopped &stopped) { heard(stopped.text); }
    void on(const ToolStarted &started);
    void on(const ToolResult &result);
    void on(const ApprovalRequested &question);
    void on(const RunEnded &ended);

    void heard(const QString &whole);
    void say(const QString &piece);
    void paragraph(const QString &piece);

    PictureLink m_pictureLink;
    QString m_page;
    QString m_text;
    QString m_new;    ///< what was not handed out
    QString m_whole;  ///< the model's text of this reply, from its blocks
    QString m_spoken; ///< what was said of it
    bool m_hasBreak = false;
    Usage m_usage;
    std::optional<RunEnded> m_end;
};

} // namespace pilothouse
