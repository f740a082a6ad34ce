#include "common/loopback.h"

#include <gtest/gtest.h>

namespace ogi {
namespace {

TEST(LoopbackTest, OnlyThisMachineIsLoopback) {
  for (const char* target :
       {"127.0.0.1:7443", "127.8.9.1:1", "[::1]:7443", "localhost:7443", "unix:/run/ogi/socket"}) {
    EXPECT_TRUE(IsLoopback(target)) << target;
  }
  for (const char* target :
       {"10.0.0.1:7443", "127.evil.example:7443", "127.0.0.1.example:7443",
        "localhost.example:7443", "[::2]:7443", "0.0.0.0:1", "127.0.0.256:1", ""}) {
    EXPECT_FALSE(IsLoopback(target)) << target;
  }
}

}  // namespace
}  // namespace ogi
