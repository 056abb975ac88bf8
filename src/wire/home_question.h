#pragma once

#include "sandbox/session_files.h"
#include "wire/frame.h"

#include <variant>

/// What a server asks a node about the files of a session, by HTTP: POST /desktops/SESSION/files, a
/// message (frame.h) there and one back. So files are reached where no desktop runs, too.
namespace pilothouse {

struct OpenHomeItem
{
    QString path;
};
/// One part of a file that was opened before.
struct ReadHomeFile
{
    QString path;
    QString mark; ///< markOf(): the node has to find the same file
    qint64 offset = 0;
    qint64 most = 0; ///< bytes, kMostOfHomeFile at the most
};
struct WriteHomeFile
{
    QString path;
    IfThere ifThere = IfThere::Replace;
    QByteArray bytes;
};
struct RemoveHomeItem
{
    QString path;
};
using HomeQuestion = std::variant<OpenHomeItem, ReadHomeFile, WriteHomeFile, RemoveHomeItem>;

inline constexpr qint64 kMostOfHomeFile = 1024 * 1024;

WireFrame frameOf(const HomeQuestion &question);
/// Corrupt: no such question.
Result<HomeQuestion> homeQuestionFrom(const WireFrame &frame);

/// The answer to OpenHomeItem.
struct HomeFinding
{
    QString mark; ///< of a file; empty: it is a folder
    qint64 size = 0;
    QList<HomeEntry> entries = {};
};
WireFrame valueOf(const HomeFinding &finding);
Result<HomeFinding> homeFindingFrom(const WireFrame &value);

/// The answer to WriteHomeFile.
WireFrame valueOf(Written written);
Result<Written> writtenFrom(const WireFrame &value);

/// What came of a question, as the body of an answer and back.
QByteArray homeAnswerBody(const Result<WireFrame> &value);
/// Corrupt: it is none; else what the node says.
Result<WireFrame> homeAnswerFrom(const QByteArray &body);

} // namespace pilothouse
