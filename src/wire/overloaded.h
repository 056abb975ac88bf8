#pragma once

namespace pilothouse {

/// A visitor of a variant, made of one function for each case.
template <typename... Cases> struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template <typename... Cases> Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace pilothouse
