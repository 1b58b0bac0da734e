// Interceptors within reach of points, brute force: every satellite against every point at every time. One thread.
// Satellite positions are computed once per time and shared by the points. Reads, as text on standard input:
//   planes per_plane radius cos_i sin_i node0 node_step node_rate phase0 phase_step motion times step repeats points
//   then per point x y z (m, Earth-fixed at the deadline), deadline (s since liftoff), reach (m), Earth's rate (rad/s) once at the end.
// Prints the milliseconds of processor time of each repeat on one line, then the sum of all counts, then the counts of every point.
#include <cmath>
#include <cstdio>
#include <ctime>
#include <vector>

int main() {
  int planes, per_plane, times, repeats, points;
  double radius, ci, si, node0, node_step, node_rate, phase0, phase_step, motion, step, earth;
  if (std::scanf("%d %d %lf %lf %lf %lf %lf %lf %lf %lf %lf %d %lf %d %d", &planes, &per_plane, &radius, &ci, &si, &node0, &node_step,
                 &node_rate, &phase0, &phase_step, &motion, &times, &step, &repeats, &points) != 15)
    return 2;
  std::vector<double> px(points), py(points), pz(points), at(points), reach2(points);
  for (int p = 0; p < points; p++) {
    double rho;
    if (std::scanf("%lf %lf %lf %lf %lf", &px[p], &py[p], &pz[p], &at[p], &rho) != 5) return 2;
    reach2[p] = rho * rho;
  }
  if (std::scanf("%lf", &earth) != 1) return 2;
  const int n = planes * per_plane;
  std::vector<double> x(n), y(n), z(n), u0(n), co(n), so(n);
  std::vector<int> counts(static_cast<size_t>(points) * times);
  for (int r = 0; r < repeats; r++) {
    const std::clock_t begin = std::clock();
    for (int k = 0; k < times; k++) {
      // All points share one deadline, so positions at liftoff + deadline serve them all; axes turn with the ground.
      const double t = k * step + at[0];
      for (int p = 0; p < planes; p++) {
        const double node = node0 + p * node_step + (node_rate - earth) * t;
        const double c = std::cos(node), s = std::sin(node);
        const double lead = phase0 + p * phase_step + motion * t;
        double *xp = &x[static_cast<size_t>(p) * per_plane], *yp = &y[static_cast<size_t>(p) * per_plane],
               *zp = &z[static_cast<size_t>(p) * per_plane];
        for (int j = 0; j < per_plane; j++) {
          const double u = lead + j * (2 * M_PI / per_plane);
          const double cu = radius * std::cos(u), su = radius * std::sin(u);
          xp[j] = cu * c - su * ci * s;
          yp[j] = cu * s + su * ci * c;
          zp[j] = su * si;
        }
      }
      for (int q = 0; q < points; q++) {
        const double ax = px[q], ay = py[q], az = pz[q], limit = reach2[q];
        int count = 0;
        for (int j = 0; j < n; j++) {
          const double dx = x[j] - ax, dy = y[j] - ay, dz = z[j] - az;
          count += dx * dx + dy * dy + dz * dz <= limit;
        }
        counts[static_cast<size_t>(q) * times + k] = count;
      }
    }
    std::printf("%.3f ", 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  long long sum = 0;
  for (int c : counts) sum += c;
  std::printf("\n%lld\n", sum);
  for (int c : counts) std::printf("%d ", c);
  std::printf("\n");
}
