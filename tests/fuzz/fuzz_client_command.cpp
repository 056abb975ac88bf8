#include "ws/client_command.h"

#include <cstdint>
#include <cstdlib>

using namespace pilothouse;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

// Any text frame of a client: a command, or a sentence that says what is wrong.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray frame(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto command = parseCommand(frame);
    if (!command) {
        demand(!command.error().message.isEmpty());
        return 0;
    }
    if (const auto *message = std::get_if<SendMessage>(&*command))
        demand(!message->text.trimmed().isEmpty());
    if (const auto *approve = std::get_if<Approve>(&*command))
        demand(!approve->decision.toolUseId.isEmpty());
    return 0;
}
