#include "storage/rocksdb/reserved_descriptors.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

#include <algorithm>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace ogi {
namespace {

// RocksDB keeps the words of an error and not its number.
bool IsOutOfDescriptors(const rocksdb::IOStatus& status) {
  return status.IsIOError() && status.getState() != nullptr &&
         absl::StrContains(status.getState(), strerror(EMFILE));
}

// The limit is the process's: one thread at a time lifts it and puts it back.
absl::Mutex* LimitMutex() {
  static auto* const mutex = new absl::Mutex;
  return mutex;
}

template <typename Open>
rocksdb::IOStatus OpenWithReserve(const Open& open) {
  rocksdb::IOStatus status = open();
  if (!IsOutOfDescriptors(status)) return status;
  absl::MutexLock lock(LimitMutex());
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return status;
  const rlimit lifted = {limit.rlim_max, limit.rlim_max};
  if (setrlimit(RLIMIT_NOFILE, &lifted) != 0) return status;
  const absl::Cleanup put_back = [&limit] { setrlimit(RLIMIT_NOFILE, &limit); };
  return open();
}

}  // namespace

using Status = ReservedDescriptors::Status;

Status ReservedDescriptors::NewSequentialFile(const std::string& path, const Options& options,
                                              std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                              Debug* debug) {
  return OpenWithReserve([&] { return target()->NewSequentialFile(path, options, file, debug); });
}

Status ReservedDescriptors::NewRandomAccessFile(const std::string& path, const Options& options,
                                                std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                                Debug* debug) {
  return OpenWithReserve([&] { return target()->NewRandomAccessFile(path, options, file, debug); });
}

Status ReservedDescriptors::NewWritableFile(const std::string& path, const Options& options,
                                            std::unique_ptr<rocksdb::FSWritableFile>* file,
                                            Debug* debug) {
  return OpenWithReserve([&] { return target()->NewWritableFile(path, options, file, debug); });
}

Status ReservedDescriptors::ReopenWritableFile(const std::string& path, const Options& options,
                                               std::unique_ptr<rocksdb::FSWritableFile>* file,
                                               Debug* debug) {
  return OpenWithReserve([&] { return target()->ReopenWritableFile(path, options, file, debug); });
}

Status ReservedDescriptors::ReuseWritableFile(const std::string& path, const std::string& old_path,
                                              const Options& options,
                                              std::unique_ptr<rocksdb::FSWritableFile>* file,
                                              Debug* debug) {
  return OpenWithReserve(
      [&] { return target()->ReuseWritableFile(path, old_path, options, file, debug); });
}

Status ReservedDescriptors::NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                         std::unique_ptr<rocksdb::FSDirectory>* directory,
                                         Debug* debug) {
  return OpenWithReserve([&] { return target()->NewDirectory(path, options, directory, debug); });
}

Status ReservedDescriptors::GetChildren(const std::string& path, const rocksdb::IOOptions& options,
                                        std::vector<std::string>* names, Debug* debug) {
  return OpenWithReserve([&] { return target()->GetChildren(path, options, names, debug); });
}

std::unique_ptr<rocksdb::Env> NewReservedEnv() {
  return rocksdb::NewCompositeEnv(
      std::make_shared<ReservedDescriptors>(rocksdb::FileSystem::Default()));
}

}  // namespace ogi
