# pilothouse_module(name SOURCES ... LINK ...): one static library per folder.
# Sources are listed by hand; includes are written from the parent folder: "core/result.h".
function(pilothouse_module name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(pilothouse_${name} STATIC ${ARG_SOURCES})
    target_include_directories(pilothouse_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/..)
    target_link_libraries(pilothouse_${name} PUBLIC project_options ${ARG_LINK})
endfunction()

# Tests without a label run under the sanitizers, tests with one against real programs.
add_custom_target(unit_tests)
add_custom_target(labelled_tests)

# pilothouse_test(tst_name SOURCES ... LINK ... [LABELS ...] [TIMEOUT s]): one Qt Test executable.
# A test links its own module and test support, nothing wider: the room table depends on it.
function(pilothouse_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE pilothouse_test_base ${ARG_LINK})
    target_precompile_headers(${name} REUSE_FROM pilothouse_test_headers)
    # A test includes its own .moc: what is left for this file is nearly nothing.
    set_source_files_properties(
        ${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    add_test(NAME ${name} COMMAND ${name})
    if(ARG_LABELS)
        add_dependencies(labelled_tests ${name})
    else()
        add_dependencies(unit_tests ${name})
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
