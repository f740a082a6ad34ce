// A program that asks a person questions: it runs on a terminal, as under a clerk's hands.
#ifndef OGI_TESTS_SUPPORT_DIALOGUE_H_
#define OGI_TESTS_SUPPORT_DIALOGUE_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

class Dialogue {
 public:
  // Whether this machine has terminals to give: a bare chroot without /dev/pts has none.
  static bool Possible();

  // Runs `arguments` (the first is the program) with a terminal as standard input. What it writes
  // to standard output and error is one stream.
  explicit Dialogue(std::vector<std::string> arguments);
  // Kills it if it still runs.
  ~Dialogue();
  Dialogue(const Dialogue&) = delete;
  Dialogue& operator=(const Dialogue&) = delete;

  // Reads until it has written `text`. False where it ended before that.
  bool Await(absl::string_view text);

  // Types keys. A line ends with a line feed; "\x04" at its beginning is the end of all input.
  void Type(absl::string_view keys);

  // Reads to the end. The exit code, or minus the signal that ended it.
  int End();

  // What it wrote so far.
  const std::string& output() const { return output_; }

 private:
  bool ReadSome();

  // The side of the terminal where the person sits.
  int keyboard_ = -1;
  int pipe_ = -1;
  pid_t pid_ = -1;
  std::string output_;
};

}  // namespace ogi

#endif  // OGI_TESTS_SUPPORT_DIALOGUE_H_
