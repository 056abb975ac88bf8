#pragma once

#include <QObject>

#include <memory>

namespace pilothouse {

/// Makes a test class known to the program of its folder (see pilothouse_test() in cmake): one
/// program holds all unit tests of a room, and ctest runs each in a process of its own.
/// `file` is the test's source file; its base name is the test's name.
class UnitTest
{
public:
    using Make = std::unique_ptr<QObject> (*)();
    UnitTest(const char *file, Make make);
};

} // namespace pilothouse

/// Instead of QTEST_GUILESS_MAIN, in a test without a label.
#define PILOTHOUSE_UNIT_TEST(Class)                                                                \
    static const pilothouse::UnitTest registered##Class(                                           \
        __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
