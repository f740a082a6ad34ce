#include "storage/rocksdb/reserved_descriptors.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <vector>

#include "absl/cleanup/cleanup.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

// Finding 13: connections and the store shared the descriptors, and a store that could not open its
// next log stopped.
TEST(ReservedDescriptors, Finding13OpenFilesOfTheStoreWhenConnectionsHaveTakenTheRest) {
  TemporaryDirectory directory;
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit lowered = {256, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &lowered), 0);
  std::vector<int> taken;
  const absl::Cleanup put_back = [&] {
    for (const int each : taken) close(each);
    setrlimit(RLIMIT_NOFILE, &before);
  };
  for (int each = open("/dev/null", O_RDONLY); each >= 0; each = open("/dev/null", O_RDONLY)) {
    taken.push_back(each);
  }

  const std::unique_ptr<rocksdb::Env> env = NewReservedEnv();
  std::unique_ptr<rocksdb::WritableFile> file;
  EXPECT_FALSE(rocksdb::Env::Default()->NewWritableFile(directory.path() + "/a", &file, {}).ok());
  EXPECT_TRUE(env->NewWritableFile(directory.path() + "/a", &file, {}).ok());
  std::unique_ptr<rocksdb::SequentialFile> reader;
  EXPECT_TRUE(env->NewSequentialFile(directory.path() + "/a", &reader, {}).ok());
  // And connections still cannot take it.
  EXPECT_LT(open("/dev/null", O_RDONLY), 0);
}

}  // namespace
}  // namespace ogi
