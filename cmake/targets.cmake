# One library and one test binary per folder.

# A test runs for milliseconds and is compiled often.
set(OGI_TEST_OPTIONS -O0)
include(cmake/precompiled.cmake)

# ogi_library(TARGET SOURCES ... DEPS ... [PRECOMPILED NAME])
function(ogi_library target)
  cmake_parse_arguments(arg "" "PRECOMPILED" "SOURCES;DEPS" ${ARGN})
  add_library(${target} STATIC ${arg_SOURCES})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC ${arg_DEPS} PRIVATE ogi_warnings)
  if(NOT arg_PRECOMPILED)
    set(arg_PRECOMPILED ogi_common_headers)
  endif()
  ogi_use_precompiled(${target} ${arg_PRECOMPILED})
endfunction()

function(ogi_executable target)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${target} ${arg_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE ${arg_DEPS} ogi_warnings)
endfunction()

# What is run under the thread sanitizer too: the tests with the label `threads`.
add_custom_target(ogi_thread_tests)

# Tests of a folder, one ctest entry per binary. LABELS go to ctest.
function(ogi_test target)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;DEPS;LABELS" ${ARGN})
  ogi_executable(${target} SOURCES ${arg_SOURCES}
    DEPS ${arg_DEPS} GTest::gmock GTest::gtest GTest::gtest_main)
  target_compile_options(${target} PRIVATE ${OGI_TEST_OPTIONS})
  ogi_use_precompiled(${target} ogi_test_headers)
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_test(NAME ${target} COMMAND ${target} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${target} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT})
  if("threads" IN_LIST arg_LABELS)
    add_dependencies(ogi_thread_tests ${target})
    if(OGI_SANITIZE STREQUAL "thread")
      target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/tsan_abseil.cc)
      target_link_libraries(${target} PRIVATE absl::synchronization ${CMAKE_DL_LIBS})
    endif()
  endif()
endfunction()
