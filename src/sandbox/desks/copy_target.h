#pragma once

#include "sandbox/descriptor.h"
#include "sandbox/desks/tree_copy.h"

#include <map>
#include <sys/stat.h>
#include <utility>

namespace pilothouse {

/// Where copyTree() writes. All fail with Io, errno's words, or Stopped.
class CopyTarget
{
public:
    /// One folder of it, and the same folder of the former copy if that has it.
    struct Folder
    {
        Descriptor made;
        Descriptor former;
    };

    explicit CopyTarget(const TreeCopyOptions &options);

    /// The new folder `path`, with what the former copy has.
    Result<Folder> openTop(const QString &path);
    Result<Folder> makeFolder(const Folder &parent, const char *name) const;
    /// Once nothing more comes into it.
    Result<> finishFolder(const Folder &folder, const struct stat &found) const;
    Result<> makeLink(const Folder &parent, const char *name, const char *points) const;
    /// `path` below the top.
    Result<> addFile(const Folder &parent, const QByteArray &path, const Descriptor &source,
                     const struct stat &found);

private:
    Result<> finish(const Descriptor &made, const struct stat &found) const;
    Result<> copyBytes(const Folder &parent, const char *name, const Descriptor &source,
                       const struct stat &found) const;
    bool linkOther(const Folder &parent, const char *name, const struct stat &found) const;
    bool linkFormer(const Folder &parent, const char *name, const struct stat &found) const;

    const TreeCopyOptions &m_options;
    qint64 m_unchangedUntil; // nanoseconds
    int m_top = -1;
    std::map<std::pair<dev_t, ino_t>, QByteArray> m_several; // with other names: where it is copied
};

/// errno, of something that was to be copied.
Failure cannotCopy();

} // namespace pilothouse
