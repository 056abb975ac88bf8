#include "tools/pipe.h"

#include <fcntl.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAboveChildNumbers = 10;

} // namespace

Result<Pipe> Pipe::open()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return fail(Errc::Unavailable, u"No more files can be opened."_s);
    const Descriptor low[2] = {Descriptor(ends[0]), Descriptor(ends[1])};
    Pipe pipe{.reader = Descriptor(::fcntl(ends[0], F_DUPFD_CLOEXEC, kAboveChildNumbers)),
              .writer = Descriptor(::fcntl(ends[1], F_DUPFD_CLOEXEC, kAboveChildNumbers))};
    if (!pipe.reader.isOpen() || !pipe.writer.isOpen())
        return fail(Errc::Unavailable, u"No more files can be opened."_s);
    return pipe;
}

} // namespace pilothouse
