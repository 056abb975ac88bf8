#pragma once

#include "core/result.h"
#include "sandbox/descriptor.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

/// Files at paths that Sandbox::hostPath() gave, where the sandbox's programs may change things at
/// any moment: the last part of the path is opened without following a link, and only regular files
/// and folders are touched. Blocking; for files of a few megabytes.
namespace pilothouse {

/// Whether a file that is there already is replaced, or stays as it is.
enum class IfThere { Replace, Keep };

/// What lies at a path.
enum class FileKind { Missing, Regular, Folder, Other };

FileKind fileKind(const QString &hostPath);

/// Bytes of a regular file. Nothing: there is none.
std::optional<qint64> confinedSize(const QString &hostPath);

/// InvalidArgument: not a regular file. TooLarge: more than `limit` bytes. Denied, Io.
Result<QByteArray> readConfined(const QString &hostPath, qint64 limit);

/// Writes a new file beside and renames it, so that the file is there whole or not at all. An
/// existing one keeps its mode and owner; a new one gets 0644 and the owner of its folder.
/// InvalidArgument: something else than a regular file is there. Conflict: with Keep, a file is
/// there, even if it came only now. Denied, Io.
Result<> writeConfined(const QString &hostPath, const QByteArray &bytes,
                       IfThere ifThere = IfThere::Replace);

/// Makes one folder (0755, owned by the owner of its parent); fine when it is there already.
Result<> makeConfinedFolder(const QString &hostPath);

/// What is in a folder and in its folders, without hidden entries and without following links:
/// names relative to it, sorted, folders with '/' at the end. At most `limit` names.
Result<QStringList> listConfined(const QString &hostPath, qsizetype limit);

} // namespace pilothouse
