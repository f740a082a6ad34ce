// A progress bar on a terminal.
#ifndef OGI_CLIENTS_CLI_TEXT_PROGRESS_H_
#define OGI_CLIENTS_CLI_TEXT_PROGRESS_H_

#include <cstddef>
#include <ostream>

namespace ogi::cli {

// Draws over itself. Not for more than one thread at once.
class ProgressBar {
 public:
  // Silent unless `visible`.
  ProgressBar(std::ostream& stream, bool visible, size_t total)
      : stream_(stream), visible_(visible && total > 1), total_(total) {}
  ~ProgressBar() { Finish(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Advance();
  // Takes it off the screen.
  void Finish();

 private:
  std::ostream& stream_;
  const bool visible_;
  const size_t total_;
  size_t done_ = 0;
  static constexpr size_t kNothingDrawn = 101;
  size_t drawn_percent_ = kNothingDrawn;
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_PROGRESS_H_
