# One INTERFACE target holds what every translation unit is compiled with.
add_library(project_options INTERFACE)
target_compile_options(project_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
    -Wnon-virtual-dtor -Woverloaded-virtual
    -Wno-missing-field-initializers # designated initialisers leave the rest to its defaults
    # a coroutine's frame may hold what is private to its file, also when files are joined
    $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>
    $<$<BOOL:${PILOTHOUSE_WERROR}>:-Werror>)
target_compile_definitions(project_options INTERFACE
    PILOTHOUSE_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH
    QT_NO_JAVA_STYLE_ITERATORS QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 16)
    # libstdc++'s <coroutine> hides behind this macro; clang 14 implements the feature.
    target_compile_options(project_options INTERFACE -Wno-gnu-zero-variadic-macro-arguments)
endif()
if(PILOTHOUSE_SANITIZE)
    target_compile_options(project_options INTERFACE
        -fsanitize=${PILOTHOUSE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(project_options INTERFACE -fsanitize=${PILOTHOUSE_SANITIZE})
    # Clang's check of calls through pointers cannot be assembled for coroutines; GCC has none.
    target_compile_options(project_options INTERFACE
        $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
endif()
