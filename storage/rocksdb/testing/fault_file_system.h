// A disk for tests that forgets what was not synced, is full, or fails a sync.
//
// It stands on the host's file system and never syncs that one: what would be durable is known
// here. A machine's crash is Stop(), then close whatever is open (its writes fail), then
// DropUnsynced(). What counts as durable is the least that POSIX promises, with two exceptions: a
// deletion is durable at once, and so is a directory.
#ifndef OGI_STORAGE_ROCKSDB_TESTING_FAULT_FILE_SYSTEM_H_
#define OGI_STORAGE_ROCKSDB_TESTING_FAULT_FILE_SYSTEM_H_

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace ogi {

// Threads: any, at once.
class FaultFileSystem : public rocksdb::FileSystemWrapper {
 public:
  FaultFileSystem() : rocksdb::FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  static const char* kClassName() { return "FaultFileSystem"; }
  const char* Name() const override { return kClassName(); }

  // From now on nothing reaches the disk: every change fails.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);
  // Forgets what was not synced, and works again. No file may be open for writing.
  void DropUnsynced() ABSL_LOCKS_EXCLUDED(mutex_);

  // How much can still be written; what is deleted makes room. Nullopt: as much as one likes.
  void SetRoom(std::optional<uint64_t> bytes) ABSL_LOCKS_EXCLUDED(mutex_);

  // The next sync of a log file fails, whatever background work syncs meanwhile. As on Linux its
  // unsynced bytes count as clean from then on: no later sync makes them durable. With `lose` they
  // are gone at once, without, when they are dropped.
  void FailNextLogSync(bool lose) ABSL_LOCKS_EXCLUDED(mutex_);

  // How many syncs of files there were.
  int64_t syncs() const ABSL_LOCKS_EXCLUDED(mutex_);

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* result,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string& path, const std::string& old_path,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* result,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(const std::string& path, size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetFreeSpace(const std::string& path, const rocksdb::IOOptions& options,
                                 uint64_t* free_bytes, rocksdb::IODebugContext* debug) override;

 private:
  friend class FaultWritableFile;
  friend class FaultDirectory;

  struct File {
    uint64_t size = 0;
    uint64_t synced = 0;
    // A sync failed: what lay beyond `synced` then will never be durable, nor what comes after it.
    bool sync_failed = false;
    bool lost = false;
    // Whether its name is durable.
    bool named = false;
  };
  struct Rename {
    std::string from;
    std::string to;
    // What stood at `to` before.
    std::optional<std::string> replaced;
  };

  // Called by open files and directories. Grant says how much of `bytes` may be written.
  uint64_t Grant(uint64_t bytes) ABSL_LOCKS_EXCLUDED(mutex_);
  bool stopped() const ABSL_LOCKS_EXCLUDED(mutex_);
  void Appended(const std::string& path, uint64_t bytes) ABSL_LOCKS_EXCLUDED(mutex_);
  void Resized(const std::string& path, uint64_t size) ABSL_LOCKS_EXCLUDED(mutex_);
  rocksdb::IOStatus Synced(const std::string& path) ABSL_LOCKS_EXCLUDED(mutex_);
  void Closed(const std::string& path) ABSL_LOCKS_EXCLUDED(mutex_);
  rocksdb::IOStatus DirectorySynced(const std::string& directory) ABSL_LOCKS_EXCLUDED(mutex_);

  mutable absl::Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<uint64_t> room_ ABSL_GUARDED_BY(mutex_);
  enum class NextSync { kWorks, kFails, kLoses };
  NextSync next_sync_ ABSL_GUARDED_BY(mutex_) = NextSync::kWorks;
  int64_t syncs_ ABSL_GUARDED_BY(mutex_) = 0;
  // By path. A file that was here before is not among them: all of it is durable.
  std::map<std::string, File> files_ ABSL_GUARDED_BY(mutex_);
  // In the order they were made.
  std::vector<Rename> renames_ ABSL_GUARDED_BY(mutex_);
};

// An Env of `file_system`, with the host's clock and threads.
std::unique_ptr<rocksdb::Env> EnvOf(std::shared_ptr<FaultFileSystem> file_system);

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_TESTING_FAULT_FILE_SYSTEM_H_
