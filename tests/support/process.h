// A server in a process of its own, for tests that stop, kill and measure it.
#ifndef OGI_TESTS_SUPPORT_PROCESS_H_
#define OGI_TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "tests/support/temporary_directory.h"

namespace ogi {

class Process {
 public:
  // Runs `arguments` (the first is the program) with `environment` ("NAME=value") added, and waits
  // until it writes a line with `"event":"ready"` and a `"port":` to standard error, or ends. It is
  // killed when the calling thread ends.
  static std::unique_ptr<Process> Start(const std::vector<std::string>& arguments,
                                        const std::vector<std::string>& environment = {});
  // Kills it if it still runs.
  ~Process();

  // Whether it said that it was ready.
  bool ready() const { return port_ != 0; }
  int port() const { return port_; }
  // From start to the ready line.
  absl::Duration start_time() const { return start_time_; }

  // Sends a signal, e.g. SIGTERM or SIGKILL, and waits for the end. The exit code, or minus the
  // signal that ended it.
  int Stop(int signal);

  // Of its processor time so far, and the memory it has now.
  absl::Duration CpuTime() const;
  int64_t ResidentBytes() const;
  // Files and connections it has open now.
  int OpenDescriptors() const;

  // What it wrote to standard error so far.
  std::string Output() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Process() = default;

  void ReadOutput();
  static bool HasPortOrEnd(Process* process) ABSL_NO_THREAD_SAFETY_ANALYSIS;

  pid_t pid_ = -1;
  int pipe_ = -1;
  int port_ = 0;
  absl::Duration start_time_;
  mutable absl::Mutex mutex_;
  std::string output_ ABSL_GUARDED_BY(mutex_);
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread reader_;
};

// Runs a program to its end. Standard output and error together.
struct ProgramResult {
  // Minus the signal that ended it, where one did.
  int exit_code = 0;
  std::string output;
  // The most memory that it, or a process it started, had.
  int64_t peak_bytes = 0;
};
ProgramResult RunProgram(const std::vector<std::string>& arguments);

}  // namespace ogi

#endif  // OGI_TESTS_SUPPORT_PROCESS_H_
