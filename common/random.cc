#include "common/random.h"

#include <openssl/rand.h>

#include <cstdlib>

namespace ogi {

std::string SystemRandom::Bytes(size_t count) {
  std::string bytes(count, '\0');
  // Without randomness nothing here is safe to go on with.
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
    std::abort();
  }
  return bytes;
}

}  // namespace ogi
