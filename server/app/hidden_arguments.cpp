#include "app/hidden_arguments.h"

#include "app/options.h"

#include <cstring>

namespace pilothouse {

namespace {

void cover(char *text)
{
    std::memset(text, '*', std::strlen(text));
}

bool isSecret(QByteArrayView flag)
{
    for (const Option &option : optionTable())
        if (option.secret && !option.flag.isEmpty() && flag == option.flag.toLatin1())
            return true;
    return false;
}

/// Covers what stands between "://" and "@" (RFC 3986, section 3.2.1).
void coverUserOf(char *address)
{
    char *start = std::strstr(address, "://");
    char *end = start == nullptr ? nullptr : std::strrchr(start, '@');
    if (end != nullptr)
        std::memset(start + 3, '*', static_cast<size_t>(end - start) - 3);
}

} // namespace

void hideSecretArguments(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView argument(argv[i]);
        coverUserOf(argv[i]);
        if (!argument.startsWith("--"))
            continue;
        const qsizetype equals = argument.indexOf('=');
        const QByteArrayView flag = argument.sliced(2, (equals < 0 ? argument.size() : equals) - 2);
        if (!isSecret(flag))
            continue;
        if (equals >= 0)
            cover(argv[i] + equals + 1);
        else if (i + 1 < argc)
            cover(argv[++i]);
    }
}

} // namespace pilothouse
