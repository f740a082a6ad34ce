// Where randomness comes from.
#ifndef OGI_COMMON_RANDOM_H_
#define OGI_COMMON_RANDOM_H_

#include <cstddef>
#include <string>

namespace ogi {

// Threads: any, at once.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::string Bytes(size_t count) = 0;
};

// Fit for keys and tokens.
class SystemRandom : public Random {
 public:
  std::string Bytes(size_t count) override;
};

}  // namespace ogi

#endif  // OGI_COMMON_RANDOM_H_
