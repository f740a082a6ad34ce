# The headers that most files include, compiled once: half the time of compiling a small file. They save
# time only: every file still includes what it uses, and builds without them (the fuzzers' does).
set(OGI_COMMON_HEADERS
  <algorithm> <array> <atomic> <cstdint> <deque> <filesystem> <fstream> <functional> <map> <memory>
  <optional> <set> <sstream> <string> <utility> <variant> <vector>
  <google/protobuf/arena.h> <google/protobuf/generated_message_reflection.h>
  <google/protobuf/map.h> <google/protobuf/message.h> <google/protobuf/timestamp.pb.h>
  <absl/container/flat_hash_map.h> <absl/status/statusor.h> <absl/strings/ascii.h>
  <absl/strings/escaping.h> <absl/strings/match.h> <absl/strings/numbers.h> <absl/strings/str_cat.h>
  <absl/strings/str_format.h> <absl/strings/str_join.h> <absl/strings/str_replace.h>
  <absl/strings/str_split.h> <absl/strings/strip.h> <absl/synchronization/mutex.h>
  <absl/time/time.h> <absl/types/span.h>)

# ogi_precompiled(NAME [HEADER...]): NAME has the common headers and these, for others to reuse.
function(ogi_precompiled name)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cc CONTENT "")
  add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cc)
  target_link_libraries(${name} PRIVATE protobuf::libprotobuf absl::statusor absl::strings
    absl::synchronization absl::flat_hash_map absl::str_format ogi_warnings)
  # Some libraries ask for it; a precompiled header serves only those compiled as it was.
  target_compile_options(${name} PRIVATE -pthread)
  target_precompile_headers(${name} PRIVATE ${OGI_COMMON_HEADERS} ${ARGN})
  # No two compilations of a header are alike byte by byte. ccache takes this for the digest of the
  # precompiled one (CCACHE_PCH_EXTSUM, set by ./x), so that a second clone finds what the first compiled.
  file(CONFIGURE
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${name}.dir/cmake_pch.hxx.gch.sum
    CONTENT "${OGI_COMMON_HEADERS} ${ARGN} ${CMAKE_CXX_COMPILER_VERSION} ${Protobuf_VERSION} \
${absl_VERSION} ${GTest_VERSION} ${CMAKE_BUILD_TYPE} ${OGI_SANITIZE}\n")
endfunction()

# ogi_use_precompiled(TARGET NAME)
function(ogi_use_precompiled target name)
  target_precompile_headers(${target} REUSE_FROM ${name})
  target_compile_options(${target} PRIVATE -pthread)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # So that ccache knows what went in.
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()

ogi_precompiled(ogi_common_headers)
ogi_precompiled(ogi_test_headers <gmock/gmock.h> <gtest/gtest.h>)
target_link_libraries(ogi_test_headers PRIVATE GTest::gmock GTest::gtest)
target_compile_options(ogi_test_headers PRIVATE ${OGI_TEST_OPTIONS})
