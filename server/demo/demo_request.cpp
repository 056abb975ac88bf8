#include "demo/demo_request.h"

#include <algorithm>

namespace pilothouse {

QByteArray DemoRequest::header(const QByteArray &lowerName) const
{
    for (const auto &[name, value] : fields) {
        if (name == lowerName)
            return value;
    }
    return {};
}

bool DemoRequest::has(const QByteArray &lowerName) const
{
    return std::ranges::any_of(
        fields, [&lowerName](const auto &field) { return field.first == lowerName; });
}

} // namespace pilothouse
