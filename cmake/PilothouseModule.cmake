# Headers that most files include are parsed once for all folders.
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
add_library(pilothouse_headers OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/precompiled.cpp)
set_target_properties(pilothouse_headers PROPERTIES AUTOMOC OFF AUTOUIC OFF UNITY_BUILD OFF)
target_link_libraries(pilothouse_headers PRIVATE project_options Qt6::Core QCoro6::Core)
target_precompile_headers(pilothouse_headers PRIVATE
    <QByteArray> <QCoroTask> <QDir> <QFile> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject>
    <QList> <QObject> <QPointer> <QSet> <QString> <QStringList> <QTimer>
    <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <stop_token> <variant>
    <vector>)

# pilothouse_module(name SOURCES ... LINK ...): one static library per folder.
# Sources are listed by hand; includes are written from the parent folder: "core/result.h".
function(pilothouse_module name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(pilothouse_${name} STATIC ${ARG_SOURCES})
    target_include_directories(pilothouse_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/..)
    target_link_libraries(pilothouse_${name} PUBLIC project_options ${ARG_LINK})
    target_precompile_headers(pilothouse_${name} REUSE_FROM pilothouse_headers)
    _without_precompiled_headers(pilothouse_${name})
endfunction()

# What moc writes is included by its class or test: hardly anything is left for this file.
function(_without_precompiled_headers target)
    set_source_files_properties(
        ${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()

# Tests without a label run under the sanitizers, tests with one against real programs.
add_custom_target(unit_tests)
add_custom_target(labelled_tests)

# pilothouse_test(tst_name SOURCES ... LINK ... [LABELS ...] [TIMEOUT s]): one Qt Test class.
# A test with a label is a program of its own. The others of a folder share one, unit_FOLDER, which
# takes the test's name: each still runs in a process of its own, and linking is done once.
# A test links its own module and test support, nothing wider: the room table depends on it.
function(pilothouse_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    if(ARG_LABELS)
        _pilothouse_test_program(${name})
        add_dependencies(labelled_tests ${name})
        set(program ${name})
        add_test(NAME ${name} COMMAND ${name})
    else()
        get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
        set(program unit_${folder})
        if(NOT TARGET ${program})
            _pilothouse_test_program(${program})
            target_sources(${program} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/unit_test_main.cpp)
            add_dependencies(unit_tests ${program})
        endif()
        add_test(NAME ${name} COMMAND ${program} ${name})
    endif()
    target_sources(${program} PRIVATE ${ARG_SOURCES})
    target_link_libraries(${program} PRIVATE ${ARG_LINK})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        REQUIRED_FILES $<TARGET_FILE:${program}> # scripts/test builds what a test requires
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()

function(_pilothouse_test_program name)
    add_executable(${name})
    target_link_libraries(${name} PRIVATE pilothouse_test_base)
    target_precompile_headers(${name} REUSE_FROM pilothouse_test_headers)
    _without_precompiled_headers(${name})
endfunction()
