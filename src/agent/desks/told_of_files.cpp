#include "agent/desks/told_of_files.h"

#include "core/clock.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString toldOfFork(const Forked &forked)
{
    QString files = u"No file that was made there is here"_s;
    if (forked.files == "then"_L1)
        files = u"The files in your home folder are as they were then"_s;
    if (forked.files == "now"_L1)
        files = u"The files in your home folder are those that the other session had when this one "
                "was begun, which may be later than what is above"_s;
    return u"[What is above was said in another session; this one goes on from here, on a new "
           "desktop. %1; no program that was opened there runs, and nothing that was allowed there "
           "is allowed.]"_s.arg(files);
}

QString toldOfFiles(const FilesRestored &restored)
{
    return u"[The user has put the files of your home folder back to what they were at an earlier "
           "moment of this session (%1), and closed the desktop: what was done to files since is "
           "undone, and no program that you opened runs any more. Look before you rely on a "
           "file.]"_s.arg(isoTime(restored.savedAt));
}

} // namespace pilothouse
