/** A colour for somebody's initials, the same everywhere; neighbours in age get distant hues (golden angle). */
export function avatarHue(userId: number): number {
  return Math.round((userId * 137.508) % 360)
}
