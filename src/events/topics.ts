/** After events of this topic somebody may have lost access: who is named in them is asked about anew. */
export const ACCESS_CHANGED = 'access.changed';
